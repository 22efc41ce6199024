import 'server-only'
import type { CheckedFile } from '../files/file-types'
import type { PublishedApp } from './types'

/** An app that hears or speaks outside of a run, as the steps of its live version do. */
export interface SpeechCaller {
  app: PublishedApp
  /** Whose clients ask. */
  origin: 'dify' | 'flowise'
  /** null: a visitor of a page. */
  keyId: string | null
  endUser: string | null
  signal: AbortSignal
}

export interface SpeechBackend {
  /** `voice`: of the step that reads out, empty for the service's usual one; null: it has none. */
  speechOf(app: PublishedApp): Promise<{ hears: boolean; voice: string | null }>
  /** null: no step of it writes down. */
  hear(request: SpeechCaller & { recording: CheckedFile }): Promise<string | null>
  /** `format`: the caller plays no other. null: no step of it reads out. */
  speak(
    request: SpeechCaller & { text: string; format?: 'mp3' },
  ): Promise<{ bytes: Uint8Array; mediaType: string } | null>
}
