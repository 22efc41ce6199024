import type { FieldControl } from '@/components/ui/field'
import type { Json } from '@/lib/core/json'

export interface ModelFieldProps {
  value: Json
  onChange: (value: Json) => void
  control: FieldControl
}
