import type { StepWriter } from '@/lib/export/node-export'

interface SecretHeaderConfig {
  secret: string
  secretHeader: string
  secretPrefix: string
}

/** The header of a secret as code: its value comes from the environment, never from Patchbay (T81). */
export function secretHeaderCode(
  writer: StepWriter,
  { secret, secretHeader, secretPrefix }: SecretHeaderConfig,
): string[] {
  if (secret === '') return []
  const value = writer.env(secret, `The secret “${secret}”, sent in the header ${secretHeader}.`)
  const header = writer.key(secretHeader.toLowerCase())
  return [`${header}: ${secretPrefix === '' ? value : `${writer.text(secretPrefix)} + ${value}`}`]
}
