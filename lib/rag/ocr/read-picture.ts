import { AppError } from '@/lib/core/app-error'
import { problem } from '@/lib/messages/problems/problem'
import type { RecognizedPage } from './recognized-page'
import { loadTesseract, type TesseractApi } from './tesseract'
import { textOfBlocks } from './text-of-blocks'

export interface ReadPictureOptions {
  /** A PNG, JPEG or PGM. */
  picture: Uint8Array
  /** EXIF orientation, 1-8; 1 is upright. */
  orientation: number
  languages: readonly string[]
}

/** Below this confidence other orientations are tried. */
const SURE_CONFIDENCE = 65
/** Radians, 0.3 degrees; smaller angles are not worth the time of deskewing. */
const MIN_SKEW = 0.005
/** EXIF orientations after rotation by 90, 270 and 180 degrees. */
const TURNS: Readonly<Record<number, readonly number[]>> = { 1: [6, 8, 3], 3: [8, 6, 1], 6: [3, 1, 8], 8: [1, 3, 6] }

/** Recognizes the text of an image. @throws INVALID_INPUT if it is damaged, UNAVAILABLE if OCR is not installed */
export async function readPicture({ picture, orientation, languages }: ReadPictureOptions): Promise<RecognizedPage> {
  const { tesseract, api } = await loadTesseract(languages)
  tesseract.FS.writeFile('/input', picture)
  try {
    let best = readInOrientation(api, orientation)
    if (best.confidence >= SURE_CONFIDENCE) return best
    for (const rotation of TURNS[orientation] ?? []) {
      const found = readInOrientation(api, rotation)
      if (weightOf(found) > weightOf(best)) best = found
      if (best.confidence >= SURE_CONFIDENCE) break
    }
    return best
  } finally {
    tesseract.FS.unlink('/input')
  }
}

/** Much text with medium confidence outweighs a single certain word. */
const weightOf = ({ text, confidence }: RecognizedPage) => confidence * Math.min(200, text.length)

function readInOrientation(api: TesseractApi, orientation: number): RecognizedPage {
  place(api, orientation, 0)
  api.FindLines()
  const angle = api.GetGradient()
  if (Math.abs(angle) >= MIN_SKEW) place(api, orientation, angle)
  api.Recognize(null)
  return textOfBlocks(api.GetJSONText())
}

function place(api: TesseractApi, orientation: number, angle: number): void {
  if (api.SetImageFile(orientation, angle) !== 0)
    throw new AppError('INVALID_INPUT', problem('documents.pictureDamaged'))
}
