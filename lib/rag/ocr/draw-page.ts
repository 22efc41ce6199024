import { type Affine, compose, invert } from './affine'
import type { PagePicture } from './page-pictures'

/** Rows from the top, one byte per pixel: 0 is black. */
export interface GrayPicture {
  width: number
  height: number
  data: Uint8Array
}

/** Tesseract was trained on 300 dpi; higher resolutions only cost time. */
const MAX_DPI = 300
const POINTS_PER_INCH = 72
const MAX_PIXELS = 20_000_000
/** Minimum length of the longer side in pixels: smaller pages have too few pixels per letter. */
const MIN_LONGER_SIDE = 1_500

export interface DrawPageOptions {
  pictures: readonly PagePicture[]
  /** View in points, with the transform from page points to pixels at one pixel per point. */
  view: { width: number; height: number; transform: Affine }
}

/** Draws the images of a page at their positions on white, in drawing order. */
export function drawPage({ pictures, view }: DrawPageOptions): GrayPicture {
  const scale = scaleFor(pictures, view)
  const width = Math.max(1, Math.round(view.width * scale))
  const height = Math.max(1, Math.round(view.height * scale))
  const page = { width, height, data: new Uint8Array(width * height).fill(255) }
  const toPixels = compose([scale, 0, 0, scale, 0, 0], view.transform)
  for (const picture of pictures) drawPicture(page, picture, compose(toPixels, picture.placed))
  return page
}

/** Pixels per point: the resolution of the finest image, within limits. */
function scaleFor(pictures: readonly PagePicture[], { width, height }: DrawPageOptions['view']): number {
  const densities = pictures.map(({ width: across, placed: [a, b] }) => across / Math.hypot(a, b))
  const finest = Math.max(0, ...densities.filter(Number.isFinite))
  const scaleWanted = Math.max(MIN_LONGER_SIDE / Math.max(width, height), Math.min(MAX_DPI / POINTS_PER_INCH, finest))
  return Math.min(scaleWanted, Math.sqrt(MAX_PIXELS / Math.max(1, width * height)))
}

function drawPicture(page: GrayPicture, picture: PagePicture, placed: Affine): void {
  const grayAt = sampler(picture, placed)
  const box = boxOf(placed, page)
  for (let y = box.top; y < box.bottom; y += 1) {
    for (let x = box.left; x < box.right; x += 1) {
      const gray = grayAt(x, y)
      if (gray < 0) continue
      const pixel = y * page.width + x
      // A stencil only draws where it has ink.
      page.data[pixel] = picture.pixels === 'stencil' ? Math.min(page.data[pixel] ?? 255, gray) : gray
    }
  }
}

/** Gray value at a page pixel; negative outside of the image. */
function sampler(picture: PagePicture, placed: Affine): (x: number, y: number) => number {
  const { width, height } = picture
  // An image's first row is at the top of its unit square.
  const toPicture = invert(compose(placed, [1 / width, 0, 0, -1 / height, 0, 1]))
  if (!toPicture) return () => -1
  const [a, b, c, d, e, f] = toPicture
  const gray = toGray(picture)
  // Averages image pixels when a page pixel covers several.
  const samplesPerSide = Math.min(4, Math.max(1, Math.round(Math.hypot(a, b))))
  const offsets = Float64Array.from({ length: samplesPerSide }, (_, index) => (index + 0.5) / samplesPerSide)
  return (x, y) => {
    let sum = 0
    let count = 0
    for (let sample = 0; sample < samplesPerSide * samplesPerSide; sample += 1) {
      const px = x + (offsets[sample % samplesPerSide] ?? 0)
      const py = y + (offsets[Math.floor(sample / samplesPerSide)] ?? 0)
      const u = Math.floor(a * px + c * py + e)
      const v = Math.floor(b * px + d * py + f)
      if (u < 0 || v < 0 || u >= width || v >= height) continue
      sum += gray[v * width + u] ?? 255
      count += 1
    }
    return count === 0 ? -1 : sum / count
  }
}

/** One byte per pixel; transparency becomes white. */
function toGray(picture: PagePicture): Uint8Array {
  if (picture.pixels === 'grey') return new Uint8Array(picture.data)
  if (picture.pixels === 'rgb') return grayOfColors(picture, 3)
  return picture.pixels === 'rgba' ? grayOfColors(picture, 4) : grayOfBits(picture)
}

function grayOfColors({ width, height, data }: PagePicture, bytes: 3 | 4): Uint8Array {
  const gray = new Uint8Array(width * height)
  for (let index = 0, from = 0; index < gray.length; index += 1, from += bytes) {
    const isClear = bytes === 4 && (data[from + 3] ?? 255) < 128
    // Luma of ITU-R BT.601 in 256ths.
    const luma = ((data[from] ?? 0) * 77 + (data[from + 1] ?? 0) * 150 + (data[from + 2] ?? 0) * 29) >> 8
    gray[index] = isClear ? 255 : luma
  }
  return gray
}

function grayOfBits({ width, height, data }: PagePicture): Uint8Array {
  const gray = new Uint8Array(width * height)
  const rowBytes = (width + 7) >> 3
  for (let v = 0, index = 0; v < height; v += 1)
    for (let u = 0; u < width; u += 1, index += 1)
      gray[index] = ((data[v * rowBytes + (u >> 3)] ?? 0) >> (7 - (u & 7))) & 1 ? 255 : 0
  return gray
}

function boxOf([a, b, c, d, e, f]: Affine, { width, height }: GrayPicture) {
  const xs = [e, e + a, e + c, e + a + c]
  const ys = [f, f + b, f + d, f + b + d]
  return {
    left: Math.max(0, Math.floor(Math.min(...xs))),
    right: Math.min(width, Math.ceil(Math.max(...xs))),
    top: Math.max(0, Math.floor(Math.min(...ys))),
    bottom: Math.min(height, Math.ceil(Math.max(...ys))),
  }
}
