import { newRowTrigger } from '../../shared/sql/new-row-trigger'

export default newRowTrigger('postgres', 'PostgreSQL')
