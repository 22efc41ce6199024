import 'server-only'
import type { PublicFaces } from '../../public-api'
import { addressOf, type FaceCall } from '../../public-handler'

/**
 * Begins a stream of a visitor in one of the places of their address. Runs have places of their own, but give them back
 * while they wait for somebody, and who follows one takes none.
 * @throws AppError RATE_LIMITED
 */
export async function holdStream<Answer extends Response>(
  faces: Pick<PublicFaces, 'limiter' | 'trustedProxies'>,
  face: FaceCall,
  begin: (leave: () => void) => Promise<Answer>,
): Promise<Answer> {
  const leave = await faces.limiter.streams.enter(addressOf(faces, face))
  try {
    return await begin(leave)
  } catch (error) {
    leave()
    throw error
  }
}
