import type { z } from 'zod'

/** A kind of source, for the Sources panel and the server. Client-safe data. */
export interface SourceManifest {
  id: string
  label: string
  description: string
  /** A name of components/ui/icon. */
  icon: string
  docsUrl: string | null
  /** Schema for the form, validation and storage, laid out by lib/graph/schema/field-layout. Contains no secret. */
  settings: z.ZodObject
  /** Stored encrypted and never returned; null if not needed. */
  secret: SourceSecret | null
  /** `operator`: reads this computer, limited to what the operator shares. */
  access: 'anyone' | 'operator'
  /** Setting shown in the list of sources to describe the content. */
  subject: string
}

export interface SourceSecret {
  label: string
  help: string
  placeholder: string
  /** `json`: a whole file is pasted into a text area. */
  format: 'line' | 'json'
  use: 'required' | 'optional'
  /**
   * Settings that determine where the secret is sent; changing one requires entering it again, so
   * that a changed address cannot obtain the stored secret.
   */
  boundTo: readonly string[]
}
