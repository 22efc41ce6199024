import 'server-only'
import { z } from 'zod'
import type { Database } from '@/lib/db/database'
import type { ModelRef } from '@/lib/engine/model-requests'
import { workspaceModels } from '@/lib/services/gateway/workspace-models'
import { environmentSettings } from '@/lib/services/releases/environment-settings'
import type { System } from '@/lib/services/system'
import { liveGraph } from '@/lib/services/versions/live-apps'
import type { PublishedApp } from '@/lib/services/versions/published-app'
import { rejectInMaintenance } from '../admission/prepare-run'
import { admitPublicRun } from '../admission/start-public-run'
import { withEnvironmentModels } from '../drive/ports/with-environment-models'
import type { SpeechBackend, SpeechCaller } from './speech-types'

// Node folders are private, so the stored config of a step is parsed by its shape.
const Model = z.object({ connection: z.string().min(1), model: z.string() })
const Hearing = z.object({ model: Model, language: z.string().default('') })
const Speaking = z.object({
  model: Model,
  voice: z.string().default(''),
  format: z.enum(['mp3', 'wav', 'opus']).default('mp3'),
})

/**
 * Speech input and output of an app outside its runs, with the models of the first “Speech to text” and “Text to
 * speech” steps of its live version. An app without such a step has neither.
 */
export function appSpeech(system: System): SpeechBackend {
  const { db } = system
  return {
    speechOf: async (app) => {
      const [hearing, speaking] = [await stepOf(db, app, HEARING), await stepOf(db, app, SPEAKING)]
      return { hears: hearing !== null, voice: speaking?.voice ?? null }
    },
    transcribe: async ({ app, recording: { bytes, mediaType, name }, signal, ...who }) => {
      const step = await stepOf(db, app, HEARING)
      if (!step) return null
      const language = step.language === '' ? {} : { language: step.language }
      const { text } = await admitted(system, { app, ...who }, {}, () =>
        modelsOf(system, { app, ...who }).transcribe({
          ...{ model: step.model, audio: bytes, mediaType, fileName: name, signal },
          ...language,
        }),
      )
      return text.trim()
    },
    speak: async ({ app, text, signal, format, ...who }) => {
      const step = await stepOf(db, app, SPEAKING)
      if (!step) return null
      const voice = step.voice === '' ? {} : { voice: step.voice }
      return admitted(system, { app, ...who }, { text }, () =>
        modelsOf(system, { app, ...who }).speak({
          model: step.model,
          text,
          format: format ?? step.format,
          signal,
          ...voice,
        }),
      )
    },
  }
}

type Who = Omit<SpeechCaller, 'signal'>

/** Runs after the admission checks of a run: maintenance, stops, blocks, sizes, and the limits of end user or key. */
async function admitted<T>(
  system: System,
  { app, keyId, endUser }: Who,
  inputs: Record<string, string>,
  work: () => Promise<T>,
): Promise<T> {
  rejectInMaintenance(app)
  const who = { ...(keyId === null ? {} : { keyId }), ...(endUser === null ? {} : { endUser }) }
  const caller = { app, inputs, history: [], ...who }
  const slots = await admitPublicRun(system, caller, { needsSlots: true })
  try {
    return await work()
  } finally {
    slots.releaseAfter(null)
  }
}

function modelsOf(system: System, { app, origin, keyId, endUser }: Who) {
  const { workspaceId, appId, versionId } = app
  const address = { workspaceId, appId, environment: app.environment ?? 'production' }
  const caller = { ...address, versionId, runId: null, keyId, userId: null, endUser, origin }
  return withEnvironmentModels(workspaceModels({ system, caller }), () => environmentSettings(system.db, address))
}

interface Kind<T> {
  type: string
  config: z.ZodType<T>
}

const HEARING: Kind<z.infer<typeof Hearing>> = { type: 'speech-to-text', config: Hearing }
const SPEAKING: Kind<z.infer<typeof Speaking>> = { type: 'text-to-speech', config: Speaking }

async function stepOf<T extends { model: ModelRef }>(
  db: Database,
  app: PublishedApp,
  { type, config }: Kind<T>,
): Promise<T | null> {
  const { nodes } = await liveGraph(db, app)
  const step = nodes.find((node) => node.type === type && !node.disabled)
  return (step && config.safeParse(step.config).data) ?? null
}
