/** Says that it is ready, and comes to no end with what it is given, nor when nobody is there any more. */
process.on('message', () => {
  for (;;);
});
process.send?.('ready');
