import { type DeviceTexts, enDevice } from './en/en-device.ts';
import { translation } from './texts.ts';

/** The words of what a device is kept by: its lock, its storage, its version. In the language in use. */
export function deviceWords(): DeviceTexts {
  return translation.value?.device ?? enDevice;
}
