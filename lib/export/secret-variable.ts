import { freeName, toEnvName } from './code/identifier'
import type { Project } from './project'

/** Variables with another meaning, which a secret must not overwrite. */
const TAKEN =
  /^(?:MODEL|EMBEDDING_MODEL|RERANK_URL|RERANK_API_KEY|APPROVALS|(?:OPENAI|ANTHROPIC|GOOGLE|OLLAMA)_.*|NODE_.*|PATH|HOME|USER)$/

/**
 * The environment variable of a secret: unique for each secret, and never its value.
 * @param value of a setting that is not a secret, such as a host
 */
export function secretVariable({ env, secrets }: Project, secret: string, help: string, value = ''): string {
  const existing = secrets.get(secret)
  if (existing !== undefined) return existing
  const plain = toEnvName(secret, 'SECRET')
  const name = freeName(TAKEN.test(plain) ? `SECRET_${plain}` : plain, new Set(secrets.values()))
  secrets.set(secret, name)
  env.set(name, { name, value, help })
  return name
}
