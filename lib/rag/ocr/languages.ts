import 'server-only'
import { readdirSync } from 'node:fs'
import path from 'node:path'
import { DEFAULT_OCR, OcrLanguage, type OcrSettings } from '@/lib/core/knowledge/ocr-settings'
import { projectRoot } from '@/lib/platform/project-root'
import { singleton } from '@/lib/platform/singleton'

/**
 * Codes of languages with installed data (`@tesseract.js-data/<code>`); empty if text recognition
 * is not installed.
 */
export function installedOcrLanguages(): OcrLanguage[] {
  return singleton('ocr-languages', () => {
    const modules = path.join(projectRoot(), 'node_modules')
    if (namesIn(path.join(modules, 'tesseract.js-core')).length === 0) return []
    return namesIn(path.join(modules, '@tesseract.js-data'))
      .filter((name) => OcrLanguage.safeParse(name).success)
      .sort()
  })
}

/** Languages for text recognition; empty if it is off or not installed. */
export function ocrLanguagesOf(settings: OcrSettings | null): OcrLanguage[] {
  const { isOn, languages } = settings ?? DEFAULT_OCR
  if (!isOn) return []
  const installed = installedOcrLanguages()
  return languages.filter((language) => installed.includes(language))
}

/** Empty without such a folder: optional packages may be missing. */
function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}
