type Detector = { detect(picture: HTMLVideoElement): Promise<readonly { readonly rawValue: string }[]> };
type DetectorClass = {
  new (options: typeof ONLY): Detector;
  getSupportedFormats(): Promise<readonly string[]>;
};

const ONLY: { formats: 'qr_code'[] } = { formats: ['qr_code'] };

/** Reads the code in a picture: by the browser where it can, else by a library that is fetched for it. */
export async function createCodeReader(): Promise<
  (picture: HTMLVideoElement) => Promise<string | undefined>
> {
  const own = await ofBrowser();
  let detector = own ?? (await ofLibrary());
  return async (picture) => {
    try {
      return (await detector.detect(picture))[0]?.rawValue;
    } catch {
      // No picture yet, or one that cannot be read: the next one comes. A browser may also say that it can read codes,
      // and not do it: the part of the system that does may be missing.
      if (detector === own && picture.readyState >= HTMLMediaElement.HAVE_CURRENT_DATA)
        detector = await ofLibrary().catch(() => own);
      return undefined;
    }
  };
}

async function ofLibrary(): Promise<Detector> {
  const { BarcodeDetector } = await import('qr/decode.js');
  return new BarcodeDetector(ONLY);
}

async function ofBrowser(): Promise<Detector | undefined> {
  const { BarcodeDetector: Own } = globalThis as { BarcodeDetector?: DetectorClass };
  const formats = (await Own?.getSupportedFormats().catch(() => [])) ?? [];
  return formats.includes('qr_code') ? Own && new Own(ONLY) : undefined;
}
