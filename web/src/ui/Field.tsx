import {
  Autocomplete,
  Checkbox,
  MultiSelect,
  NumberInput,
  PasswordInput,
  Select,
  Switch,
  TagsInput,
  Textarea,
  TextInput,
} from '@mantine/core'
import type { ComponentProps } from 'react'

// The fields of forms: label above, help below, the error in words. Spread form.getInputProps('name') of
// @mantine/form into them. They are wrapped so that the kit behind them can be exchanged.

export const TextField = (props: ComponentProps<typeof TextInput>) => <TextInput {...props} />
export const PasswordField = (props: ComponentProps<typeof PasswordInput>) => <PasswordInput {...props} />
export const NumberField = (props: ComponentProps<typeof NumberInput>) => <NumberInput {...props} />
export const TextAreaField = (props: ComponentProps<typeof Textarea>) => (
  <Textarea autosize minRows={2} {...props} />
)
export const SwitchField = (props: ComponentProps<typeof Switch>) => <Switch {...props} />
export const CheckboxField = (props: ComponentProps<typeof Checkbox>) => <Checkbox {...props} />
export const SuggestField = (props: ComponentProps<typeof Autocomplete>) => <Autocomplete {...props} />

export const SelectField = (props: ComponentProps<typeof Select<string>>) => (
  <Select
    allowDeselect={false}
    comboboxProps={{ shadow: 'none', transitionProps: { duration: 0 } }}
    {...props}
  />
)

export const MultiSelectField = (props: ComponentProps<typeof MultiSelect>) => (
  <MultiSelect comboboxProps={{ shadow: 'none', transitionProps: { duration: 0 } }} {...props} />
)

/** A list of words, each ended by Enter. */
export const TagsField = (props: ComponentProps<typeof TagsInput>) => (
  <TagsInput comboboxProps={{ shadow: 'none', transitionProps: { duration: 0 } }} {...props} />
)
