import type { $ZodErrorMap } from 'zod/v4/core'
import type { browserTexts } from './en/browser'
import type { TextKey } from './text-ref'
import type { ParamsArgument, TextOf, TextParam, TextParams } from './types'

/**
 * The text of a zod check by its key: `z.string().min(1, schemaError('forms.nameMissing'))`. At first the message of
 * the issue is the key, which `issueText` reads. `addEnglishToSchemaIssue` replaces it by the English text.
 */
export function schemaError<Key extends TextKey>(
  key: Key,
  ...params: ParamsArgument<TextOf<typeof browserTexts, Key>, TextParam>
): { error: $ZodErrorMap }
export function schemaError(key: string, params?: TextParams): { error: $ZodErrorMap } {
  return {
    error: (issue) => {
      Object.assign(issue, params === undefined ? { key } : { key, params })
      return key
    },
  }
}
