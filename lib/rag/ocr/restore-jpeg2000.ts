import { jpeg2000Number } from './extract-jpeg2000'
import type { PagePicture } from './page-pictures'
import { type GrayPixels, readJpeg2000 } from './read-jpeg2000'

/** Restores JPEG 2000 images in place of their placeholder pixels; damaged ones are dropped. */
export async function restoreJpeg2000(
  pictures: readonly PagePicture[],
  streams: readonly Uint8Array[],
): Promise<PagePicture[]> {
  if (streams.length === 0) return [...pictures]
  const found: PagePicture[] = []
  for (const picture of pictures) {
    const isColor = picture.pixels === 'rgb' || picture.pixels === 'rgba'
    const number = isColor ? jpeg2000Number(picture.data, picture.pixels === 'rgb' ? 3 : 4) : null
    const stream = number === null ? undefined : streams[number]
    if (!stream) {
      found.push(picture)
      continue
    }
    const image = await readJpeg2000(stream)
    if (image)
      found.push(picture.pixels === 'rgba' ? behindMask(picture, image) : { ...picture, ...image, pixels: 'grey' })
  }
  return found
}

/**
 * Scanners that separate text from background put a coarse image behind a fine mask, which pdf.js
 * has read; the mask's size is kept.
 */
function behindMask(picture: PagePicture, gray: GrayPixels): PagePicture {
  const { width, height } = picture
  const data = new Uint8Array(picture.data)
  for (let v = 0, index = 0; v < height; v += 1) {
    const row = Math.floor((v * gray.height) / height) * gray.width
    for (let u = 0; u < width; u += 1, index += 4)
      data.fill(gray.data[row + Math.floor((u * gray.width) / width)] ?? 255, index, index + 3)
  }
  return { ...picture, data }
}
