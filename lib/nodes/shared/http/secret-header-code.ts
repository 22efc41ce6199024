import type { StepWriter } from '@/lib/export/node-export'

interface SecretHeaderConfig {
  secret: string
  secretHeader: string
  secretPrefix: string
}

/** Generates the header of a secret; its value comes from the environment and is never exported. */
export function secretHeaderCode(
  writer: StepWriter,
  { secret, secretHeader, secretPrefix }: SecretHeaderConfig,
): string[] {
  if (secret === '') return []
  const value = writer.env(secret, `The secret “${secret}”, sent in the header ${secretHeader}.`)
  const header = writer.key(secretHeader.toLowerCase())
  return [`${header}: ${secretPrefix === '' ? value : `${writer.text(secretPrefix)} + ${value}`}`]
}
