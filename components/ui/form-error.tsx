import { Icon } from './icon'

/** An error of the whole form. */
export function FormError({ error }: { error: Error | null }) {
  if (!error) return null
  return (
    <p role="alert" className="flex items-start gap-2 rounded-md bg-danger-soft px-3 py-2 text-danger text-sm">
      <Icon name="alert-triangle" size={14} className="mt-0.75" />
      <span className="min-w-0 whitespace-pre-line break-words">{error.message}</span>
    </p>
  )
}
