import 'server-only'
import type { Tool } from '@modelcontextprotocol/sdk/types.js'
import { MAX_DOCUMENTS, MAX_PICTURES, MAX_RECORDINGS } from '@/lib/contracts/file-limits'
import type { PublicInputField } from '@/lib/contracts/public'
import { MAX_API_TEXT } from '@/lib/contracts/public'
import type { PublishedApp } from '@/lib/services/versions/published-app'
import { toolName } from './mcp-scope'

export const CONVERSATION = 'conversationId'

/** A published app as a tool. */
export function toTool(app: PublishedApp): Tool {
  const { title, messageField } = app
  return {
    name: toolName(app),
    title,
    description: app.description || (messageField === null ? `Runs ${title}.` : `Asks ${title}.`),
    inputSchema: {
      type: 'object',
      properties: Object.fromEntries([
        ...app.inputFields.map((field) => [field.name, toSchema(field)] as const),
        ...(messageField === null ? [] : [[CONVERSATION, CONVERSATION_SCHEMA] as const]),
        ...(app.takesImages ? [['images', idsSchema(app, 'pictures', MAX_PICTURES)] as const] : []),
        ...(app.takesDocuments ? [['documents', idsSchema(app, 'documents', MAX_DOCUMENTS)] as const] : []),
        ...(app.takesRecordings ? [['recordings', idsSchema(app, 'recordings', MAX_RECORDINGS)] as const] : []),
      ]),
      required: app.inputFields.filter(({ required }) => required).map(({ name }) => name),
      additionalProperties: false,
    },
    outputSchema: OUTPUT_SCHEMA,
    // The effects of an app are unknown, so no hints promise anything about them.
    annotations: { title, openWorldHint: true },
  }
}

const CONVERSATION_SCHEMA = {
  type: 'string',
  minLength: 1,
  maxLength: 200,
  pattern: '^[\\x21-\\x7e]+$',
  description:
    'A name of your choice, without spaces. Calls with the same name continue that conversation. Omit it for an independent question.',
}

const idsSchema = ({ slug }: PublishedApp, what: string, maxItems: number) => ({
  type: 'array',
  maxItems,
  items: { type: 'string', format: 'uuid' },
  description: `Ids of ${what} that were uploaded to /api/v1/apps/${slug}/files.`,
})

function toSchema(field: PublicInputField): object {
  const details = { title: field.label, ...(field.description ? { description: field.description } : {}) }
  switch (field.type) {
    case 'text':
    case 'long-text':
      return { type: 'string', maxLength: MAX_API_TEXT, ...details }
    case 'choice':
      return { type: 'string', ...(field.options ? { enum: field.options } : {}), ...details }
    case 'number':
      return { type: 'number', ...details }
    case 'boolean':
      return { type: 'boolean', ...details }
    case 'file':
    case 'image':
    case 'audio':
      return { type: 'string', format: 'uuid', ...details, description: 'The id of an uploaded file.' }
    case 'json':
      return { description: 'Any JSON value.', ...details }
    default: {
      const unhandled: never = field.type
      return unhandled
    }
  }
}

const OUTPUT_SCHEMA = {
  type: 'object' as const,
  properties: {
    runId: {
      type: 'string',
      description: 'Identifies this run; patchbay://apps/{app}/runs/{runId} returns its status.',
    },
    status: {
      type: 'string',
      enum: ['succeeded', 'paused'],
      description: 'paused: it resumes when someone has answered.',
    },
    version: { type: 'integer', description: 'The version of the app that answered.' },
    answer: { type: ['string', 'null'], description: 'The answer as text.' },
    outputs: { type: 'object', description: 'All named values.' },
    citations: {
      type: 'array',
      items: {
        type: 'object',
        properties: {
          number: { type: 'integer', description: 'As in the text: [1].' },
          document: { type: 'string' },
          page: { type: ['integer', 'null'] },
          quote: { type: 'string' },
          uri: { type: 'string', description: 'The passage, as a resource.' },
        },
        required: ['number', 'document', 'page', 'quote'],
      },
    },
  },
  required: ['runId', 'status', 'version', 'answer', 'outputs', 'citations'],
}
