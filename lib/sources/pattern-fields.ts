import { z } from 'zod'
import { layout } from '@/lib/graph/schema/field-layout'
import { schemaError } from '@/lib/messages/problems/schema-error'

const Pattern = z.string().trim().min(1, schemaError('forms.patternMissing')).max(200)

/** The pattern fields of every source with paths. */
export function patternFields(examples: { include: string; exclude: string }) {
  const patternField = (label: string, help: string) =>
    z
      .array(Pattern)
      .max(50)
      .default([])
      .meta(layout({ label, help, itemLabel: 'pattern', advanced: true }))
  return {
    include: patternField(
      'Include',
      `Patterns of paths to include; * matches any text. For example ${examples.include}`,
    ),
    exclude: patternField('Exclude', `Patterns of paths to exclude. For example ${examples.exclude}`),
  }
}
