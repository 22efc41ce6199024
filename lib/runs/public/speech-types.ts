import 'server-only'
import type { CheckedFile } from '@/lib/services/app-files/file-types'
import type { PublishedApp } from '@/lib/services/versions/published-app'

/** Speech input and output of an app outside a run, with the steps of its live version. */
export interface SpeechCaller {
  app: PublishedApp
  /** The API of the calling client. */
  origin: 'dify' | 'flowise'
  /** null: a visitor of a page. */
  keyId: string | null
  endUser: string | null
  signal: AbortSignal
}

export interface SpeechBackend {
  /** `voice`: of the text-to-speech step, empty for the service's default; null: there is no such step. */
  speechOf(app: PublishedApp): Promise<{ hears: boolean; voice: string | null }>
  /** null: the app has no speech-to-text step. */
  transcribe(request: SpeechCaller & { recording: CheckedFile }): Promise<string | null>
  /** `format`: the only format that the caller can play. null: the app has no text-to-speech step. */
  speak(
    request: SpeechCaller & { text: string; format?: 'mp3' },
  ): Promise<{ bytes: Uint8Array; mediaType: string } | null>
}
