import { z } from 'zod'
import { layout } from '@/lib/graph/schema/field-layout'

/** Editions that can be called: each has a host of its own. */
export const LANGUAGES = [
  'en',
  'zh',
  'de',
  'fr',
  'es',
  'it',
  'ja',
  'pt',
  'ru',
  'nl',
  'pl',
  'ko',
  'ar',
  'sv',
  'uk',
] as const

export const languageField = z
  .enum(LANGUAGES)
  .default('en')
  .meta(layout({ label: 'Language', input: 'select', advanced: true }))
