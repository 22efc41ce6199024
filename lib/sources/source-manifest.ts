import type { z } from 'zod'

/** What the Sources panel and the server know of a kind of source. Client-safe data. */
export interface SourceManifest {
  id: string
  label: string
  description: string
  /** A name of components/ui/icon. */
  icon: string
  docsUrl: string | null
  /** Form, checks and stored shape at once; drawn by the hints of lib/graph/field-layout. Never a secret. */
  settings: z.ZodObject
  /** What is sealed, and never given back; null: nothing is needed. */
  secret: SourceSecret | null
  /** `operator`: reads this computer, so only what the operator named can be chosen. */
  access: 'anyone' | 'operator'
  /** Which setting says in short what is read, shown in the list of sources. */
  subject: string
}

export interface SourceSecret {
  label: string
  help: string
  placeholder: string
  /** `json`: a whole file is pasted; the form shows a text area. */
  format: 'line' | 'json'
  use: 'required' | 'optional'
  /** Settings that decide where the secret is sent: changing one demands it again (T81). */
  boundTo: readonly string[]
}
