import { z } from 'zod'
import { GraphId } from '@/lib/graph/graph'
import { defineManifest } from '@/lib/graph/manifest'
import type { DataKind, Port } from '@/lib/graph/ports'
import { layout } from '@/lib/graph/schema/field-layout'
import { findRepeated } from '../shared/find-repeated'

const FIELD_KINDS = ['text', 'paragraph', 'number', 'boolean', 'choice', 'json', 'file', 'image', 'audio'] as const

const PERSONAL_HELP = 'Names, addresses, health and the like. The canvas then warns of providers that may not have it.'

const FieldSchema = z.strictObject({
  name: GraphId.meta(layout({ label: 'Name', help: 'Callers of the app use this name.' })),
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
        label: 'People give',
        input: 'select',
        options: { chat: 'Messages of a conversation', form: 'Values of a form' },
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
        help: 'How many messages of the conversation are passed on.',
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
        help: 'People may send pictures with a message. Connect them to a model that sees.',
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
        help: 'People may send PDF, Word and text files with a message. Connect them to the “Passages” of a Chat model.',
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
        help: 'People may send a recording with a message. Connect it to Speech to text; without one, that part is left out.',
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
        label: 'Longest documents',
        input: 'number',
        unit: 'characters',
        advanced: true,
        help: 'Of all documents of a run together. A model reads about 4 characters a token.',
      }),
    ),
  personal: z
    .boolean()
    .default(false)
    .meta(
      layout({
        label: 'Messages hold personal data',
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
  { id: 'message', label: 'Message', kind: 'text', description: 'What the person wrote last.' },
  { id: 'history', label: 'History', kind: 'messages', description: 'The conversation before that message.' },
]

const IMAGES_OUTPUT: Port = {
  id: 'images',
  label: 'Pictures',
  kind: 'image',
  list: true,
  description: 'What the person sent with the last message.',
}

const DOCUMENTS_OUTPUT: Port = {
  id: 'documents',
  label: 'Documents',
  kind: 'file',
  list: true,
  description: 'What the person sent, with its text. Nothing when there is none.',
}

const RECORDING_OUTPUT: Port = {
  id: 'recording',
  label: 'Recording',
  kind: 'audio',
  description: 'What the person sent with the last message. Nothing when there is none.',
}

export const manifest = defineManifest<InputConfig>({
  type: 'input',
  version: 1,
  label: 'Input',
  description: 'Where a run begins: a message of a conversation, or the values of a form.',
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
  check: ({ mode, fields }, nodeId) => {
    if (mode === 'chat') return []
    return findRepeated(
      fields.map((field) => field.name),
      { nodeId, path: 'fields', word: 'field', reserved: ['error'] },
    )
  },
})

function toPort({ name, label, kind }: InputField): Port {
  return { id: name, label: label || name, kind: PORT_KINDS[kind], isNamed: true }
}
