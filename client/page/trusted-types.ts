/** Not in TypeScript's library yet. */
type TrustedTypes = {
  createPolicy(name: 'default', policy: { createScriptURL(address: string): string }): unknown;
};

/**
 * Where the browser has Trusted Types, the server's policy for content keeps text from becoming markup or code. The one
 * thing that still goes that way are the workers: from this origin, and no other.
 */
export function trustOwnScripts(): void {
  const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypes };
  trustedTypes?.createPolicy('default', {
    createScriptURL(address) {
      if (new URL(address, location.href).origin === location.origin) return address;
      throw new TypeError(`This is a script of another origin: ${address}`);
    },
  });
}
