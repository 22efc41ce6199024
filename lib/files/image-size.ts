/** Reads width and height from the header of an image. Null if its format is not supported, or it is truncated. */
export function imageSize(bytes: Uint8Array, mediaType: ImageType): { width: number; height: number } | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  try {
    switch (mediaType) {
      case 'image/png':
        return { width: view.getUint32(16), height: view.getUint32(20) }
      case 'image/gif':
        return { width: view.getUint16(6, true), height: view.getUint16(8, true) }
      case 'image/webp':
        return webpSize(view)
      case 'image/jpeg':
        return jpegSize(view)
    }
  } catch {
    // The header ends before the dimensions.
    return null
  }
}

export const IMAGE_TYPES = ['image/png', 'image/jpeg', 'image/webp', 'image/gif'] as const
export type ImageType = (typeof IMAGE_TYPES)[number]

function webpSize(view: DataView) {
  const kind = String.fromCharCode(...[12, 13, 14, 15].map((at) => view.getUint8(at)))
  if (kind === 'VP8 ') return { width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff }
  if (kind === 'VP8L') {
    const bits = view.getUint32(21, true)
    return { width: (bits & 0x3fff) + 1, height: ((bits >> 14) & 0x3fff) + 1 }
  }
  if (kind !== 'VP8X') return null
  const at24 = (index: number) => view.getUint16(index, true) + (view.getUint8(index + 2) << 16)
  return { width: at24(24) + 1, height: at24(27) + 1 }
}

/** Skips segments until the start-of-frame segment. */
function jpegSize(view: DataView) {
  for (let index = 2; index < view.byteLength; index += 2 + view.getUint16(index + 2)) {
    if (view.getUint8(index) !== 0xff) return null
    const marker = view.getUint8(index + 1)
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)
    if (isFrame) return { width: view.getUint16(index + 7), height: view.getUint16(index + 5) }
  }
  return null
}
