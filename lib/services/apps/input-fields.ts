import 'server-only'
import { z } from 'zod'
import type { PublicInputField } from '@/lib/contracts/public'
import { AppError } from '@/lib/core/app-error'
import type { Graph } from '@/lib/graph/graph'
import { problem } from '@/lib/messages/problems/problem'
import type { PublishedApp } from '../versions/published-app'

// Node folders are private, so this schema repeats the fields of the start node's config that are read here.
const StartConfig = z.object({
  mode: z.enum(['chat', 'form']).default('chat'),
  images: z.boolean().default(false),
  documents: z.boolean().default(false),
  recordings: z.boolean().default(false),
  fields: z
    .array(
      z.object({
        name: z.string(),
        label: z.string().default(''),
        kind: z
          .enum(['text', 'paragraph', 'number', 'boolean', 'choice', 'json', 'file', 'image', 'audio'])
          .default('text'),
        options: z.array(z.string()).default([]),
        required: z.boolean().default(true),
        default: z.string().default(''),
      }),
    )
    .default([]),
})

const MESSAGE: PublicInputField = { name: 'message', label: 'Message', type: 'text', required: true }

/** The inputs of the app, read from its start node. */
export function inputFieldsOf(graph: Graph): PublicInputField[] {
  const start = graph.nodes.find((node) => node.type === 'input' && !node.disabled)
  const config = StartConfig.safeParse(start?.config ?? {})
  if (!start || !config.success) return []
  if (config.data.mode === 'chat') return [MESSAGE]
  return config.data.fields.map((field) => ({
    name: field.name,
    label: field.label || field.name,
    type: field.kind === 'paragraph' ? 'long-text' : field.kind,
    // A field with a default may be omitted.
    required: field.required && field.default === '',
    ...(field.kind === 'choice' ? { options: field.options } : {}),
  }))
}

export type AcceptedFiles = Pick<PublishedApp, 'takesImages' | 'takesDocuments' | 'takesRecordings'>

export const ACCEPTS_NOTHING: AcceptedFiles = { takesImages: false, takesDocuments: false, takesRecordings: false }

export const takesFiles = ({ takesImages, takesDocuments, takesRecordings }: AcceptedFiles): boolean =>
  takesImages || takesDocuments || takesRecordings

/** The allowed attachments of a chat message. */
export function attachmentsOf(graph: Graph): AcceptedFiles {
  const start = graph.nodes.find((node) => node.type === 'input' && !node.disabled)
  const config = StartConfig.safeParse(start?.config ?? {})
  if (!start || !config.success || config.data.mode !== 'chat') return ACCEPTS_NOTHING
  const { images, documents, recordings } = config.data
  return { takesImages: images, takesDocuments: documents, takesRecordings: recordings }
}

/** An input for uploaded files: the kind, and whether it accepts several. */
export interface FileInput {
  name: string
  kind: 'image' | 'file' | 'audio'
  isList: boolean
}

/** The inputs and accepted attachments of an unpublished graph. */
export const acceptedInputsOf = (graph: Graph) => ({ inputFields: inputFieldsOf(graph), ...attachmentsOf(graph) })

/** @throws INVALID_INPUT if the app accepts no files */
export function acceptedFiles(app: Parameters<typeof fileInputsOf>[0]) {
  const kinds = fileInputsOf(app).map(({ kind }) => kind)
  if (kinds.length === 0) throw new AppError('INVALID_INPUT', problem('files.notAccepted'))
  return { images: kinds.includes('image'), documents: kinds.includes('file'), recordings: kinds.includes('audio') }
}

/** The inputs of an app that reference files. */
export function fileInputsOf(app: Pick<PublishedApp, 'inputFields'> & AcceptedFiles): FileInput[] {
  return [
    ...(app.takesImages ? [{ name: 'images', kind: 'image' as const, isList: true }] : []),
    ...(app.takesDocuments ? [{ name: 'documents', kind: 'file' as const, isList: true }] : []),
    ...(app.takesRecordings ? [{ name: 'recordings', kind: 'audio' as const, isList: true }] : []),
    ...app.inputFields.flatMap(({ name, type }) =>
      type === 'file' || type === 'image' || type === 'audio' ? [{ name, kind: type, isList: false }] : [],
    ),
  ]
}
