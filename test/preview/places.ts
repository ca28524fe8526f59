type Sample = { readonly [Name in 'tulips' | 'bees' | 'drawing' | 'moths' | 'atTheDoor']: string };

/** The address in the app for `?at=…` of the preview: a name of these, or the path itself. */
export function placeOf(at: string, { tulips, bees, drawing, moths, atTheDoor }: Sample): string {
  const places: Record<string, string> = {
    tulips: `/session/${tulips}`,
    ticket: `/session/${tulips}/ticket/${atTheDoor}`,
    bees: `/session/${bees}`,
    drawing: `/session/${drawing}`,
    moths: `/session/${moths}`,
    'bees-history': `/session/${bees}/history`,
    'bees-sheet': `/session/${bees}/history/sheet`,
    'bees-then': `/session/${bees}/history/last`,
  };
  return places[at] ?? `/${at}`;
}
