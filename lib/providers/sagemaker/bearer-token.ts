import 'server-only'
import { type AwsCredentials, presignAwsQuery } from '../wires/aws/sigv4'
import type { MintedToken } from '../wires/http/token-cache'

const HOST = 'sagemaker.amazonaws.com'
const LIFE_SECONDS = 3_600

/**
 * Bearer token for SageMaker's OpenAI-compatible paths: a presigned request for
 * `CallWithBearerToken`, like in the SageMaker SDK. Computed locally without a request to Amazon.
 */
export function makeBearerToken(credentials: AwsCredentials, region: string, now: Date): MintedToken {
  const query = presignAwsQuery(
    { method: 'POST', host: HOST, path: '/', query: [['Action', 'CallWithBearerToken']], headers: {}, body: '' },
    LIFE_SECONDS,
    { credentials, region, service: 'sagemaker', now },
  )
  const token = `sagemaker-api-key-${Buffer.from(`${HOST}/?${query}&Version=1`).toString('base64')}`
  return { token, expiresInSeconds: LIFE_SECONDS }
}
