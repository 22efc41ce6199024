import 'server-only'
import { AppError } from '@/lib/core/app-error'
import { isAppAddress, Slug } from '@/lib/core/ids'
import type { CallerKey } from '@/lib/runs/public/run-types'
import type { PublicModel } from '@/lib/runs/public/types'
import type { PublishedApp } from '@/lib/services/versions/published-app'
import type { PublicFaces, StreamLease } from '../../public-api'
import { addressOf, type FaceCall } from '../../public-handler'
import { notFound } from '../responses/public-error'
import { namedEndUser } from './end-user'
import { keyLease } from './key-lease'

/** Reads `Authorization: Bearer` and nothing else (T76). @throws AppError UNAUTHENTICATED or RATE_LIMITED */
export async function authorizeKey(faces: PublicFaces, face: FaceCall): Promise<CallerKey> {
  const bearer = /^Bearer ([\x21-\x7e]{8,200})$/i.exec(face.request.headers.get('authorization') ?? '')?.[1]
  const found = bearer ? faces.backend.authenticateKey(bearer) : null
  const key = found instanceof Promise ? await found : found
  if (!bearer || !key) {
    // Guessing keys costs as much as chatting.
    await faces.limiter.addresses.take(`key:${addressOf(faces, face)}`)
    throw new AppError('UNAUTHENTICATED', 'Send a valid API key as "Authorization: Bearer …".')
  }
  await admitKey(faces, face, { key, ...namedEndUser(face.request) })
  face.lease = leaseOf(faces, bearer)
  return key
}

/** Made here: V8 puts a function that is written where it is assigned to a property into the old generation at once, with the request in its tow. */
function leaseOf(faces: PublicFaces, bearer: string): () => StreamLease {
  return () => keyLease(faces, bearer)
}

/** Blocks, and what a key may do in a minute. @throws AppError MAINTENANCE, FORBIDDEN or RATE_LIMITED */
export async function admitKey(
  faces: PublicFaces,
  face: FaceCall,
  { key: { workspaceId, keyId }, ...named }: { key: CallerKey; endUser?: string },
): Promise<void> {
  face.caller = { workspaceId, keyId, address: addressOf(faces, face), ...named }
  const checking = faces.protection.check({ ...face.caller, workspaceId })
  if (checking) await checking
  const taking = faces.limiter.keys.take(keyId)
  face.rate = taking instanceof Promise ? await taking : taking
}

/** An app that the key may not run looks like one that does not exist. @throws AppError NOT_FOUND or RATE_LIMITED */
export async function findKeyedApp(
  faces: PublicFaces,
  face: Pick<FaceCall, 'caller'>,
  key: CallerKey,
  slug: string,
): Promise<PublishedApp> {
  const found = isAppAddress(slug) ? faces.backend.findApp(slug) : null
  const app = found instanceof Promise ? await found : found
  if (!app || app.workspaceId !== key.workspaceId || !key.appIds.includes(app.appId)) throw notFound()
  if (key.environment !== null && key.environment !== (app.environment ?? 'production')) throw notFound()
  // From here on whoever is refused is refused by this app.
  face.caller.appId = app.appId
  const taking = faces.limiter.apps.take(app.appId)
  if (taking instanceof Promise) await taking
  return app
}

/** What is stopped is stopped for reading and sending files too, not for runs alone. @throws AppError MAINTENANCE or FORBIDDEN */
export async function requireTraffic(
  faces: PublicFaces,
  { caller }: Pick<FaceCall, 'caller'>,
  { appId, workspaceId }: Pick<PublishedApp, 'appId' | 'workspaceId'>,
): Promise<void> {
  const checking = faces.protection.check({ ...caller, appId, workspaceId })
  if (checking) await checking
}

/** A trained model that the key may not call looks like one that does not exist. @throws AppError NOT_FOUND or RATE_LIMITED */
export async function findKeyedModel(faces: PublicFaces, key: CallerKey, name: string): Promise<PublicModel> {
  const model = Slug.safeParse(name).success ? await faces.backend.findModel(key, name) : null
  if (!model || model.workspaceId !== key.workspaceId) throw notFound()
  await faces.limiter.apps.take(`model:${model.modelId}`)
  return model
}
