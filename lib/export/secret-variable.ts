import { freeName, toEnvName } from './code/identifier'
import type { Project } from './project'

/** Variables that mean something else already: a secret called so must not become it. */
const TAKEN =
  /^(?:MODEL|EMBEDDING_MODEL|RERANK_URL|RERANK_API_KEY|APPROVALS|(?:OPENAI|ANTHROPIC|GOOGLE|OLLAMA)_.*|NODE_.*|PATH|HOME|USER)$/

/** The variable of the environment for a secret: its own for each secret, and in no case its value. */
export function secretVariable({ env, secrets }: Project, secret: string, help: string): string {
  const known = secrets.get(secret)
  if (known !== undefined) return known
  const plain = toEnvName(secret, 'SECRET')
  const name = freeName(TAKEN.test(plain) ? `SECRET_${plain}` : plain, new Set(secrets.values()))
  secrets.set(secret, name)
  env.set(name, { name, value: '', help })
  return name
}
