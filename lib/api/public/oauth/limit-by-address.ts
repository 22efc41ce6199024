import 'server-only'
import type { PublicFaces } from '../public-api'
import { addressOf, type FaceRequest } from '../public-handler'

/** Whoever is not known yet is counted by his address. @throws AppError RATE_LIMITED */
export async function takeOfAddress(faces: PublicFaces, face: FaceRequest): Promise<void> {
  await faces.limiter.addresses.take(`oauth:${addressOf(faces, face)}`)
}
