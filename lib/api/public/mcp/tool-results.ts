import 'server-only'
import type { CallToolResult } from '@modelcontextprotocol/sdk/types.js'
import type { PublicCitation, PublicError, PublicRun } from '@/lib/contracts/public'
import type { PublishedApp } from '@/lib/services/versions/published-app'
import { passageUri } from './resources'

type Ended = Pick<PublicRun, 'runId' | 'outputs' | 'citations'> & { answer: string }

/** A completed run: as text, as structured data, and with links to the cited passages. */
export function toResult(app: PublishedApp, { runId, outputs, citations, answer }: Ended): CallToolResult {
  const publicCitations = citations.map((citation) => toCitation(app, runId, citation))
  const sources = publicCitations.map(
    ({ number, document, page }) => `[${number}] ${document}${page === null ? '' : `, page ${page}`}`,
  )
  const text = sources.length === 0 ? answer : `${answer}\n\nSources:\n${sources.join('\n')}`
  return {
    content: [
      { type: 'text', text },
      ...publicCitations.flatMap(({ uri, document, quote }) =>
        uri === undefined
          ? []
          : [{ type: 'resource_link' as const, uri, name: document, description: quote, mimeType: 'text/plain' }],
      ),
    ],
    structuredContent: {
      runId,
      status: 'succeeded',
      version: app.versionNumber,
      answer,
      outputs,
      citations: publicCitations,
    },
  }
}

function toCitation(app: PublishedApp, runId: string, citation: PublicCitation) {
  const { number, documentName, page, quote } = citation
  const isReadable = app.sources === 'document' || app.sources === 'passage'
  return {
    number,
    document: documentName,
    page,
    quote,
    ...(isReadable ? { uri: passageUri(app, runId, citation) } : {}),
  }
}

export function pausedResult(app: PublishedApp, runId: string): CallToolResult {
  const text = `${app.title} waits for a person's answer before it continues. Nothing was lost. Its status is available as the resource patchbay://apps/${app.slug}/runs/${runId}.`
  return {
    content: [{ type: 'text', text }],
    structuredContent: {
      runId,
      status: 'paused',
      version: app.versionNumber,
      answer: null,
      outputs: {},
      citations: [],
    },
  }
}

export function failedResult({ message, requestId }: PublicError): CallToolResult {
  return { isError: true, content: [{ type: 'text', text: `${message} (request ${requestId})` }] }
}
