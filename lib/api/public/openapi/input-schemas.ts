import 'server-only'
import { MAX_DOCUMENTS, MAX_PICTURES, MAX_RECORDINGS } from '@/lib/contracts/file-limits'
import { MAX_HISTORY_TURNS, type PublicInputField, PublicRunBody } from '@/lib/contracts/public'
import { ChatTurn } from '@/lib/contracts/runs'
import type { PublishedApp } from '@/lib/services/versions/published-app'
import { schemaRef } from './parts'
import { schemaOf } from './schema-of'

type Inputs = Pick<PublishedApp, 'kind' | 'inputFields' | 'takesImages' | 'takesDocuments' | 'takesRecordings'>

/** Inputs of this app. */
export function inputSchemas(app: Inputs) {
  return { Inputs: inputsSchema(app), RunRequest: requestSchema(app) }
}

function requestSchema({ kind }: Inputs) {
  const { conversationId, callback, concurrencyKey } = PublicRunBody.shape
  const chatProperties = {
    history: { type: 'array', maxItems: MAX_HISTORY_TURNS, items: schemaOf(ChatTurn) },
    conversationId: {
      ...schemaOf(conversationId.unwrap()),
      description: 'Replaces history: the run answers the next message of this conversation.',
    },
  }
  return {
    type: 'object',
    properties: {
      inputs: schemaRef('Inputs'),
      ...(kind === 'chat' ? chatProperties : {}),
      stream: { type: 'boolean' },
      callback: schemaOf(callback.unwrap(), 'input'),
      concurrencyKey: schemaOf(concurrencyKey.unwrap(), 'input'),
    },
    required: ['inputs'],
    additionalProperties: false,
  }
}

const IMAGES = {
  type: 'array',
  title: 'Pictures',
  description: 'Ids of uploaded files.',
  maxItems: MAX_PICTURES,
  items: { type: 'string', format: 'uuid' },
}

const DOCUMENTS = { ...IMAGES, title: 'Documents', maxItems: MAX_DOCUMENTS }

const RECORDINGS = { ...IMAGES, title: 'Recording', maxItems: MAX_RECORDINGS }

function inputsSchema({ inputFields: fields, takesImages, takesDocuments, takesRecordings }: Inputs) {
  return {
    type: 'object',
    properties: {
      ...Object.fromEntries(fields.map((field) => [field.name, fieldSchema(field)])),
      ...(takesImages ? { images: IMAGES } : {}),
      ...(takesDocuments ? { documents: DOCUMENTS } : {}),
      ...(takesRecordings ? { recordings: RECORDINGS } : {}),
    },
    required: fields.filter((field) => field.required).map((field) => field.name),
    additionalProperties: false,
  }
}

function fieldSchema(field: PublicInputField) {
  const details = { title: field.label, ...(field.description ? { description: field.description } : {}) }
  switch (field.type) {
    case 'number':
      return { ...details, type: 'number' }
    case 'boolean':
      return { ...details, type: 'boolean' }
    case 'choice':
      return { ...details, type: 'string', ...(field.options ? { enum: field.options } : {}) }
    case 'json':
      return details
    case 'file':
    case 'image':
    case 'audio':
      return { ...details, type: 'string', format: 'uuid', description: 'The id of an uploaded file.' }
    default:
      return { ...details, type: 'string' }
  }
}
