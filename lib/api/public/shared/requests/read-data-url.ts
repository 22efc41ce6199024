import 'server-only'

/** Type, parameters such as `codecs=opus` (from browsers' recordings), and base64 data. */
const DATA_URL = /^data:([\w/+.-]{1,100})((?:;[\w-]{1,40}=[\w.,"+ -]{1,100}){0,4});base64,([A-Za-z0-9+/]+={0,2})$/

/** @returns the file in a data URL, or null if it is invalid or empty */
export function readDataUrl(url: string): { mediaType: string; bytes: Uint8Array } | null {
  const [, mediaType, , base64] = DATA_URL.exec(url) ?? []
  if (mediaType === undefined || base64 === undefined) return null
  return { mediaType, bytes: new Uint8Array(Buffer.from(base64, 'base64')) }
}
