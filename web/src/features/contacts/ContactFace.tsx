import { useLingui } from '@lingui/react/macro'
import { IconCamera, IconPhoto, IconTrash } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { http } from '@/api/http'
import type { Problem } from '@/api/problem'
import type { Contact } from '@/api/types'
import { Avatar } from '@/ui/Avatar'
import { Menu } from '@/ui/Menu'
import { notify } from '@/ui/notify'
import { useProblemText } from '@/ui/problemText'
import styles from './Picture.module.css'
import { PictureDialog } from './PictureDialog'

/** Where the picture of the contact is; it changes its address with its content, so that a browser may keep it. */
export function pictureOf({ id, picture }: Contact): string | undefined {
  return picture ? `/api/v2/contacts/${id}/picture?v=${encodeURIComponent(picture)}` : undefined
}

/** The face of the contact at the head of the page; for those who may, the way to another picture. */
export function ContactFace({
  contact,
  size,
  editable,
}: {
  contact: Contact
  size: number
  editable: boolean
}) {
  const { t } = useLingui()
  const [choosing, setChoosing] = useState(false)
  const queries = useQueryClient()
  const say = useProblemText()
  const remove = useMutation<Contact, Problem>({
    mutationFn: () => http.delete<Contact>(`/contacts/${contact.id}/picture`),
    onSuccess: (saved) => {
      queries.setQueryData(['contacts', saved.id], saved)
      void queries.invalidateQueries({ queryKey: ['contacts'] })
    },
    onError: (problem) => notify.failed(say(problem)),
  })
  const face = <Avatar name={contact.name} size={size} src={pictureOf(contact)} />
  if (!editable) return face
  const entries = [
    {
      id: 'change',
      label: contact.picture ? t`Change the picture` : t`Add a picture`,
      icon: IconPhoto,
      run: () => setChoosing(true),
    },
    ...(contact.picture
      ? [
          {
            id: 'remove',
            label: t`Remove the picture`,
            icon: IconTrash,
            danger: true,
            run: () => remove.mutate(),
          },
        ]
      : []),
  ]
  return (
    <>
      <span className={styles.face}>
        {face}
        <Menu entries={entries}>
          <button type="button" className={styles.change} aria-label={t`Picture of ${contact.name}`}>
            <IconCamera size={13} className={styles.camera} aria-hidden="true" />
          </button>
        </Menu>
      </span>
      {choosing ? <PictureDialog contact={contact} onClose={() => setChoosing(false)} /> : null}
    </>
  )
}
