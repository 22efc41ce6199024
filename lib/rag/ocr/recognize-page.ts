import { IMAGE_TYPES, imageSize } from '@/lib/files/image-size'
import { openPdf } from '../parse/pdf/parse-pdf'
import { drawPage } from './draw-page'
import { extractJpeg2000 } from './extract-jpeg2000'
import { orientationOf } from './orientation-of'
import { picturesOf } from './page-pictures'
import { readPicture } from './read-picture'
import type { RecognizedPage } from './recognized-page'
import { restoreJpeg2000 } from './restore-jpeg2000'

export interface RecognizePageOptions {
  bytes: Uint8Array
  mime: string
  /** Page, from 1. */
  page: number
  languages: readonly string[]
}

const NOTHING: RecognizedPage = { text: '', confidence: 0 }

/** Recognizes one page of a PDF, or an image. @throws AppError like readPicture and openPdf */
export async function recognizePage({ bytes, mime, page, languages }: RecognizePageOptions): Promise<RecognizedPage> {
  const imageType = IMAGE_TYPES.find((type) => type === mime)
  if (imageType) {
    if (!imageSize(bytes, imageType)) return NOTHING
    return readPicture({ picture: bytes, orientation: orientationOf(bytes), languages })
  }
  const picture = await pictureOfPage(bytes, page)
  return picture ? readPicture({ picture, orientation: 1, languages }) : NOTHING
}

/** The bitmaps of a page as PGM; null without bitmaps. */
async function pictureOfPage(bytes: Uint8Array, number: number): Promise<Uint8Array | null> {
  const { pdf: shown, streams } = extractJpeg2000(bytes)
  const pdf = await openPdf(shown)
  try {
    const page = await pdf.getPage(number)
    const pictures = await restoreJpeg2000(await picturesOf(page), streams)
    if (pictures.length === 0) return null
    const { width, height, transform } = page.getViewport({ scale: 1 })
    const [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0] = transform
    const drawnPage = drawPage({ pictures, view: { width, height, transform: [a, b, c, d, e, f] } })
    return Buffer.concat([Buffer.from(`P5\n${drawnPage.width} ${drawnPage.height}\n255\n`), drawnPage.data])
  } finally {
    await pdf.destroy()
  }
}
