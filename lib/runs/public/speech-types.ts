import 'server-only'
import type { CheckedFile } from '@/lib/services/app-files/file-types'
import type { PublishedApp } from '@/lib/services/versions/published-app'

/** Speech input and output of an app outside a run, with the steps of its live version. */
export interface SpeechCaller {
  app: PublishedApp
  /** The API of the calling client. */
  origin: 'dify' | 'flowise'
  /** Null for a visitor of a page. */
  keyId: string | null
  endUser: string | null
  signal: AbortSignal
}

export interface SpeechBackend {
  /** `voice`: empty for the service's default, null without a text-to-speech step. */
  speechOf(app: PublishedApp): Promise<{ hears: boolean; voice: string | null }>
  /** @returns null if the app has no speech-to-text step */
  transcribe(request: SpeechCaller & { recording: CheckedFile }): Promise<string | null>
  /** @param request.format the only format that the caller can play @returns null without a text-to-speech step */
  speak(
    request: SpeechCaller & { text: string; format?: 'mp3' },
  ): Promise<{ bytes: Uint8Array; mediaType: string } | null>
}
