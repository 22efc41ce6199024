import { z } from 'zod'
import { GraphId } from '@/lib/graph/graph'
import { defineManifest } from '@/lib/graph/manifest'
import type { DataKind, Port } from '@/lib/graph/ports'
import { layout } from '@/lib/graph/schema/field-layout'
import { findRepeated } from '../shared/find-repeated'
import { declarationsOf, findVariableFlaws, VariablesField } from './variables'

const FIELD_KINDS = ['text', 'paragraph', 'number', 'boolean', 'choice', 'json', 'file', 'image', 'audio'] as const

const PERSONAL_HELP =
  'Names, addresses, health data and similar. The canvas then warns about providers that are not allowed to receive it.'

const FieldSchema = z.strictObject({
  name: GraphId.meta(layout({ label: 'Name', help: 'API callers use this name.' })),
  label: z
    .string()
    .max(100)
    .default('')
    .meta(layout({ label: 'Label' })),
  kind: z
    .enum(FIELD_KINDS)
    .default('text')
    .meta(
      layout({
        label: 'Kind',
        input: 'select',
        options: {
          text: 'Text',
          paragraph: 'Long text',
          number: 'Number',
          boolean: 'Yes or no',
          choice: 'Choice',
          json: 'JSON',
          file: 'Document',
          image: 'Picture',
          audio: 'Recording',
        },
      }),
    ),
  options: z
    .array(z.string().min(1).max(200))
    .max(100)
    .default([])
    .meta(
      layout({ label: 'Choices', itemLabel: 'choice', input: 'list', showWhen: { field: 'kind', values: ['choice'] } }),
    ),
  required: z
    .boolean()
    .default(true)
    .meta(layout({ label: 'Required', input: 'switch' })),
  default: z
    .string()
    .max(10_000)
    .default('')
    .meta(layout({ label: 'Default value' })),
  personal: z
    .boolean()
    .default(false)
    .meta(layout({ label: 'Personal data', input: 'switch', help: PERSONAL_HELP })),
})
export type InputField = z.infer<typeof FieldSchema>

const Config = z.strictObject({
  mode: z
    .enum(['chat', 'form'])
    .default('chat')
    .meta(
      layout({
        label: 'Input',
        input: 'select',
        options: { chat: 'Chat messages', form: 'Form values' },
      }),
    ),
  historyMessages: z
    .number()
    .int()
    .min(0)
    .max(100)
    .default(20)
    .meta(
      layout({
        label: 'Earlier messages',
        input: 'number',
        help: 'Number of previous messages that the app receives.',
        showWhen: { field: 'mode', values: ['chat'] },
      }),
    ),
  images: z
    .boolean()
    .default(false)
    .meta(
      layout({
        label: 'Pictures',
        input: 'switch',
        help: 'People can send images with a message. Connect them to a model that supports images.',
        showWhen: { field: 'mode', values: ['chat'] },
      }),
    ),
  documents: z
    .boolean()
    .default(false)
    .meta(
      layout({
        label: 'Documents',
        input: 'switch',
        help: 'People can send PDF, Word and text files with a message. Connect them to “Passages” of a Chat model.',
        showWhen: { field: 'mode', values: ['chat'] },
      }),
    ),
  recordings: z
    .boolean()
    .default(false)
    .meta(
      layout({
        label: 'Recordings',
        input: 'switch',
        help: 'People can send a recording with a message. Connect it to Speech to text. Steps that need a recording are skipped if there is none.',
        showWhen: { field: 'mode', values: ['chat'] },
      }),
    ),
  documentCharacters: z
    .number()
    .int()
    .min(1_000)
    .max(2_000_000)
    .default(200_000)
    .meta(
      layout({
        label: 'Maximum document length',
        input: 'number',
        unit: 'characters',
        advanced: true,
        help: 'For all documents of a run together. A token has about 4 characters.',
      }),
    ),
  personal: z
    .boolean()
    .default(false)
    .meta(
      layout({
        label: 'Messages contain personal data',
        input: 'switch',
        help: PERSONAL_HELP,
        advanced: true,
        showWhen: { field: 'mode', values: ['chat'] },
      }),
    ),
  fields: z
    .array(FieldSchema)
    .max(40)
    .default([])
    .meta(
      layout({ label: 'Fields', itemLabel: 'field', input: 'list', showWhen: { field: 'mode', values: ['form'] } }),
    ),
  variables: VariablesField,
})
export type InputConfig = z.infer<typeof Config>

const PORT_KINDS: Readonly<Record<InputField['kind'], DataKind>> = {
  text: 'text',
  paragraph: 'text',
  choice: 'text',
  number: 'number',
  boolean: 'boolean',
  json: 'json',
  file: 'file',
  image: 'image',
  audio: 'audio',
}

const CHAT_OUTPUTS: Port[] = [
  { id: 'message', label: 'Message', kind: 'text', description: 'The last message.' },
  { id: 'history', label: 'History', kind: 'messages', description: 'The conversation before the last message.' },
]

const IMAGES_OUTPUT: Port = {
  id: 'images',
  label: 'Pictures',
  kind: 'image',
  list: true,
  description: 'Images sent with the last message.',
}

const DOCUMENTS_OUTPUT: Port = {
  id: 'documents',
  label: 'Documents',
  kind: 'file',
  list: true,
  description: 'Documents sent with the message, as text. Skipped if there are none.',
}

const RECORDING_OUTPUT: Port = {
  id: 'recording',
  label: 'Recording',
  kind: 'audio',
  description: 'The recording sent with the last message. Skipped if there is none.',
}

export const manifest = defineManifest<InputConfig>({
  type: 'input',
  version: 1,
  label: 'Input',
  description: 'Starts a run with a chat message or the values of a form.',
  group: 'input',
  icon: 'text-cursor-input',
  config: Config,
  role: 'start',
  effect: 'pure',
  ports: ({ mode, fields, images, documents, recordings }) => ({
    inputs: [],
    outputs:
      mode === 'chat'
        ? [
            ...CHAT_OUTPUTS,
            ...(images ? [IMAGES_OUTPUT] : []),
            ...(documents ? [DOCUMENTS_OUTPUT] : []),
            ...(recordings ? [RECORDING_OUTPUT] : []),
          ]
        : fields.map(toPort),
  }),
  personalPorts: ({ mode, personal, fields }) => {
    if (mode === 'chat') return personal ? ['message', 'history', 'images', 'documents', 'recording'] : []
    return fields.filter((field) => field.personal).map(({ name }) => name)
  },
  texts: { conversation: 'A conversation', noFields: 'No fields yet' },
  summary: ({ mode, fields }, text) => {
    if (mode === 'chat') return text('conversation')
    return fields.length === 0 ? text('noFields') : fields.map((field) => field.label || field.name).join(', ')
  },
  variables: ({ variables }) => declarationsOf(variables),
  check: ({ mode, fields, variables }, nodeId) => {
    const flaws = findVariableFlaws(variables, nodeId)
    if (mode === 'chat') return flaws
    const names = fields.map((field) => field.name)
    return [...findRepeated(names, { nodeId, path: 'fields', reserved: ['error'] }), ...flaws]
  },
})

function toPort({ name, label, kind }: InputField): Port {
  return { id: name, label: label || name, kind: PORT_KINDS[kind], isNamed: true }
}
