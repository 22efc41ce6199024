import { cn } from './cn'
import { Icon } from './icon'

export function Spinner({ size = 16, label, className }: { size?: number; label?: string; className?: string }) {
  return (
    <Icon
      name="loader"
      size={size}
      className={cn('animate-spin', className)}
      {...(label === undefined ? {} : { label })}
    />
  )
}
