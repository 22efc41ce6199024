import 'server-only'

/** Type, parameters such as `codecs=opus` (browsers name them for recordings), and the bytes as base64. */
const DATA_URL = /^data:([\w/+.-]{1,100})((?:;[\w-]{1,40}=[\w.,"+ -]{1,100}){0,4});base64,([A-Za-z0-9+/]+={0,2})$/

/** A file that stands in its address. null: it is none, or empty. */
export function readDataUrl(url: string): { mediaType: string; bytes: Uint8Array } | null {
  const [, mediaType, , base64] = DATA_URL.exec(url) ?? []
  if (mediaType === undefined || base64 === undefined) return null
  return { mediaType, bytes: new Uint8Array(Buffer.from(base64, 'base64')) }
}
