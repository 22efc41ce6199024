import 'server-only'
import { addressOf, type FaceRequest } from '../face-handler'
import type { PublicFaces } from '../public-faces'

/** Whoever is not known yet is counted by his address. @throws AppError RATE_LIMITED */
export async function takeOfAddress(faces: PublicFaces, face: FaceRequest): Promise<void> {
  await faces.limiter.addresses.take(`oauth:${addressOf(faces, face)}`)
}
