import type { ReactNode } from 'react'

/** A group of designer controls under a heading. */
export function DesignerSection({ title, text, children }: { title: string; text?: string; children: ReactNode }) {
  return (
    <section className="flex flex-col gap-4">
      <div>
        <h3 className="font-semibold text-sm">{title}</h3>
        {text ? <p className="mt-0.5 text-muted text-sm">{text}</p> : null}
      </div>
      {children}
    </section>
  )
}
