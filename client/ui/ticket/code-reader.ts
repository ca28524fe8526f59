type Detector = { detect(picture: HTMLVideoElement): Promise<readonly { readonly rawValue: string }[]> };
type DetectorClass = {
  new (options: { formats: 'qr_code'[] }): Detector;
  getSupportedFormats(): Promise<readonly string[]>;
};

/** Reads the code in a picture: by the browser where it can, else by a library that is fetched for it. */
export async function createCodeReader(): Promise<
  (picture: HTMLVideoElement) => Promise<string | undefined>
> {
  const Chosen = (await ofBrowser()) ?? (await import('qr/decode.js')).BarcodeDetector;
  const detector: Detector = new Chosen({ formats: ['qr_code'] });
  return async (picture) => {
    try {
      return (await detector.detect(picture))[0]?.rawValue;
    } catch {
      // No picture yet, or one that cannot be read: the next one comes.
      return undefined;
    }
  };
}

async function ofBrowser(): Promise<DetectorClass | undefined> {
  const { BarcodeDetector: Own } = globalThis as { BarcodeDetector?: DetectorClass };
  const formats = (await Own?.getSupportedFormats().catch(() => [])) ?? [];
  return formats.includes('qr_code') ? Own : undefined;
}
