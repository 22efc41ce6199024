import type { ReactNode } from 'react'

/** One component or one of its states, with its name. */
export function Example({ name, children, wide = false }: { name: string; children: ReactNode; wide?: boolean }) {
  return (
    <figure className={`flex flex-col gap-2 ${wide ? 'col-span-full' : ''}`}>
      <figcaption className="font-mono text-muted text-xs">{name}</figcaption>
      <div className="flex flex-wrap items-start gap-3 rounded-lg border border-line bg-surface p-4">{children}</div>
    </figure>
  )
}

export function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="flex flex-col gap-4">
      <h2 className="font-semibold text-ink text-lg">{title}</h2>
      <div className="grid grid-cols-1 gap-4 md:grid-cols-2">{children}</div>
    </section>
  )
}
