import { CodeBlock } from '@/components/ui/code-block'

/** The command that creates a new one-time link. */
export function CommandHint({ text }: { text: string }) {
  return (
    <div className="mt-6 border-t pt-5">
      <p className="mb-2 text-muted text-sm">{text}</p>
      <CodeBlock code="npm start -- --login" />
    </div>
  )
}
