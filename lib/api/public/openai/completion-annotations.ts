import 'server-only'
import type { PublicCitation } from '@/lib/contracts/public'
import type { PublishedApp } from '@/lib/services/versions/published-app'
import { passageUrl } from '../native/passages'

/**
 * Citations as annotations of a chat completion: the position of the number in the text and the URL
 * of the passage. Clients accept only `url_citation` here, so fields that it lacks are under
 * `patchbay`.
 */
export function completionAnnotations(
  appUrl: string,
  run: { app: PublishedApp; runId: string },
  { text, citations }: { text: string; citations: readonly PublicCitation[] },
) {
  return citations.map((citation) => {
    const { number, chunkId, documentName, page, quote } = citation
    const mark = `[${number}]`
    const index = text.indexOf(mark)
    return {
      type: 'url_citation' as const,
      url_citation: {
        start_index: Math.max(0, index),
        end_index: index === -1 ? 0 : index + mark.length,
        title: documentName,
        url: passageUrl(appUrl, run, citation),
      },
      patchbay: { number, chunkId, documentName, page, quote },
    }
  })
}

export type CompletionAnnotation = ReturnType<typeof completionAnnotations>[number]
