import { z } from 'zod'
import { GraphId } from '@/lib/graph/graph'
import type { Port } from '@/lib/graph/ports'
import { layout } from '@/lib/graph/schema/field-layout'

const AppPort = z.strictObject({
  name: GraphId.meta(layout({ label: 'Name' })),
  kind: z
    .enum(['any', 'text', 'number', 'boolean', 'json', 'file', 'image', 'audio'])
    .default('any')
    .meta(
      layout({
        label: 'Kind',
        input: 'select',
        options: {
          any: 'Any value',
          text: 'Text',
          number: 'Number',
          boolean: 'Yes or no',
          json: 'JSON',
          file: 'File',
          image: 'Picture',
          audio: 'Recording',
        },
      }),
    ),
  required: z
    .boolean()
    .default(true)
    .meta(layout({ label: 'Required', input: 'switch' })),
})
export type AppPort = z.infer<typeof AppPort>

/** One port per form field of the app, instead of one port for all. */
export const Takes = z
  .array(AppPort)
  .max(40)
  .default([])
  .meta(
    layout({
      label: 'Fields as inputs',
      itemLabel: 'field',
      input: 'list',
      advanced: true,
      help: 'Names of the app’s form fields. Leave empty for one input with all values.',
    }),
  )

/** One port per member of the app's values, instead of one port for all. */
export const Gives = z
  .array(AppPort.omit({ required: true }))
  .max(40)
  .default([])
  .meta(
    layout({
      label: 'Values as outputs',
      itemLabel: 'value',
      input: 'list',
      advanced: true,
      help: 'Names of values in the app’s answer. Leave empty for its text and its complete result.',
    }),
  )

export function inputPort({ name, kind, required }: AppPort): Port {
  return { id: name, label: name, kind, required }
}

export function outputPort({ name, kind }: Pick<AppPort, 'name' | 'kind'>): Port {
  return { id: name, label: name, kind }
}
