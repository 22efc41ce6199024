import 'server-only'
import {
  McpError,
  type ReadResourceResult,
  type Resource,
  type ResourceTemplate,
  ErrorCode as RpcCode,
} from '@modelcontextprotocol/sdk/types.js'
import { PassageQuery, type PublicCitation } from '@/lib/contracts/public'
import { Id } from '@/lib/core/ids'
import type { PublishedApp } from '@/lib/services/versions/published-app'
import type { PublicApi } from '../public-api'
import type { ApiRequest } from '../public-handler'
import { findRun } from '../shared/access/end-user'
import { asAppError, toPublicError } from '../shared/responses/public-error'
import { calledFor, type McpScope, viewerFor } from './mcp-scope'

const RESOURCE_NOT_FOUND = -32_002
/** Longer URIs are rejected without parsing. */
const MAX_URI = 2_048

export const RESOURCE_TEMPLATES: ResourceTemplate[] = [
  {
    uriTemplate: 'patchbay://apps/{app}/passages/{passage}{?start,end,run}',
    name: 'passage',
    title: 'A passage quoted by an answer',
    mimeType: 'text/plain',
  },
  {
    uriTemplate: 'patchbay://apps/{app}/runs/{run}',
    name: 'run',
    title: 'Status and answer of a run',
    mimeType: 'application/json',
  },
]

/** The card of an app. */
export function toResource({ slug, title, description }: PublishedApp): Resource {
  const details = description === '' ? {} : { description }
  return { uri: `patchbay://apps/${slug}`, name: slug, title, mimeType: 'application/json', ...details }
}

export const passageUri = ({ slug }: PublishedApp, runId: string, { chunkId, start, end }: PublicCitation): string =>
  `patchbay://apps/${slug}/passages/${chunkId}?start=${start}&end=${end}&run=${runId}`

const ADDRESS = /^patchbay:\/\/apps\/([a-z0-9@-]+)(?:\/(passages|runs)\/([0-9a-f-]{36}))?(?:\?([a-z0-9=&-]*))?$/

/** @throws McpError */
export async function readResource(
  api: PublicApi,
  call: ApiRequest,
  scope: McpScope,
  uri: string,
): Promise<ReadResourceResult> {
  const [, slug, kind, id = '', query = ''] = (uri.length <= MAX_URI && ADDRESS.exec(uri)) || []
  const app = slug === undefined ? undefined : (await scope.apps()).find((item) => item.slug === slug)
  if (!app) throw unknownResource()
  if (kind === undefined) return json(uri, cardOf(app))
  if (!Id.safeParse(id).success) throw unknownResource()
  try {
    await scope.spend(app)
    if (kind === 'runs') {
      const run = await findRun(api, call, app, id, calledFor(scope, call.request).endUser ?? null)
      return json(uri, { ...run, error: run.error && toPublicError(run.error, call.requestId) })
    }
    return await readPassage(api, call, scope, { app, uri, chunkId: id, query })
  } catch (error) {
    throw toMcpError(api, call, error)
  }
}

async function readPassage(
  api: PublicApi,
  call: ApiRequest,
  scope: McpScope,
  { app, uri, chunkId, query }: { app: PublishedApp; uri: string; chunkId: string; query: string },
): Promise<ReadResourceResult> {
  const range = PassageQuery.safeParse({ start: 0, end: 0, ...Object.fromEntries(new URLSearchParams(query)) })
  if (!range.success) throw unknownResource()
  const { run: runId, ...characters } = range.data
  const endUser = calledFor(scope, call.request).endUser ?? null
  const citations = runId === undefined ? [] : (await findRun(api, call, app, runId, endUser)).citations
  const viewer = viewerFor(scope, call.request)
  const passage = await api.backend.getPassage({ app, chunkId, viewer, citations, ...characters })
  if (!passage) throw unknownResource()
  const { documentName, headings, page, text } = passage
  const head = [documentName, ...headings, ...(page === null ? [] : [`page ${page}`])].join(' › ')
  return { contents: [{ uri, mimeType: 'text/plain', text: `${head}\n\n${text}` }] }
}

function cardOf(app: PublishedApp) {
  const { slug, title, description, kind, versionNumber, updatedAt, greeting, suggestions, inputFields } = app
  return {
    app: slug,
    title,
    description,
    kind,
    version: versionNumber,
    updatedAt,
    greeting,
    suggestions,
    inputs: inputFields,
  }
}

function json(uri: string, value: object): ReadResourceResult {
  return { contents: [{ uri, mimeType: 'application/json', text: JSON.stringify(value, null, 2) }] }
}

const unknownResource = () => new McpError(RESOURCE_NOT_FOUND, 'There is no such resource.')

function toMcpError(api: PublicApi, call: ApiRequest, error: unknown): McpError {
  if (error instanceof McpError) return error
  const appError = asAppError(error)
  if (appError.code === 'NOT_FOUND') return unknownResource()
  if (appError.code === 'INTERNAL') api.logFailure(error, { requestId: call.requestId, path: call.path })
  return new McpError(RpcCode.InternalError, toPublicError(appError, call.requestId).message)
}
