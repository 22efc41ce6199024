import type { ReactNode } from 'react'

/** One requirement of a template. */
export function NeedSection({ title, text, children }: { title: string; text: string; children: ReactNode }) {
  return (
    <section className="flex flex-col gap-2.5">
      <div>
        <h3 className="font-medium text-sm">{title}</h3>
        <p className="text-muted text-xs">{text}</p>
      </div>
      {children}
    </section>
  )
}
