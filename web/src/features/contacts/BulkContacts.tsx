import { useLingui } from '@lingui/react/macro'
import { useState } from 'react'
import { useChoices } from '@/api/choices'
import { useCan } from '@/api/session'
import { ChoicesField } from '@/ui/ChoicesField'
import { SelectField } from '@/ui/Field'
import { BulkDialog } from '@/ui/list/BulkDialog'
import type { BulkForm } from '@/ui/list/ListView'
import { NamedField } from '@/ui/NamedField'
import { type BulkValues, contactChange, unchanged } from './bulkValues'
import styles from './contacts.module.css'
import { useLanguages } from './useLanguages'

/** Changes many contacts at once. */
export function BulkContacts(form: BulkForm) {
  const { t } = useLingui()
  const [values, setValues] = useState<BulkValues>(unchanged)
  const set = (part: Partial<BulkValues>) => setValues({ ...values, ...part })
  const mayRead = useCan('READ_MESSAGE_CATEGORY')
  const tags = useChoices('contact-tags').data ?? []
  const categories = useChoices('messaging-categories', mayRead).data ?? []
  return (
    <BulkDialog {...form} subject="contacts" change={contactChange(values)}>
      <div className={styles.pair}>
        <NamedField
          label={t`Account`}
          path="/accounts"
          value={values.account}
          onChange={(account) => set({ account })}
        />
        <SelectField
          label={t`Language`}
          placeholder={t`Stays as it is`}
          clearable
          clearButtonProps={{ 'aria-label': t`Clear: ${t`Language`}` }}
          data={useLanguages('')}
          value={values.language || null}
          onChange={(language) => set({ language: language ?? '' })}
        />
        <ChoicesField
          label={t`Add tags`}
          offered={tags}
          value={values.addTags}
          onChange={(addTags) => set({ addTags })}
        />
        <ChoicesField
          label={t`Take tags away`}
          offered={tags}
          value={values.removeTags}
          onChange={(removeTags) => set({ removeTags })}
        />
        {mayRead ? (
          <>
            <ChoicesField
              label={t`Add messaging categories`}
              offered={categories}
              value={values.addCategories}
              onChange={(addCategories) => set({ addCategories })}
            />
            <ChoicesField
              label={t`Take messaging categories away`}
              offered={categories}
              value={values.removeCategories}
              onChange={(removeCategories) => set({ removeCategories })}
            />
          </>
        ) : null}
      </div>
    </BulkDialog>
  )
}
