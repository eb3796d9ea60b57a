import { Collapse, NumberInput, Stack, Textarea, TextInput, UnstyledButton } from '@mantine/core';
import { DateInput } from '@mantine/dates';
import type { UseFormReturnType } from '@mantine/form';
import { useDisclosure } from '@mantine/hooks';
import { IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import { FormColumns } from './form-columns.tsx';
import classes from './more-subscription-fields.module.css';
import type { NewSubscriptionValues } from './new-subscription-form.ts';

const hidden = ['endsOn', 'noticeDays', 'reminderDays', 'category', 'notes'] as const;

/** What most subscriptions need not say; opens by itself when something in it was refused. */
export function MoreSubscriptionFields({ form }: { form: UseFormReturnType<NewSubscriptionValues> }) {
  const [isOpen, more] = useDisclosure(false);
  const isShown = isOpen || hidden.some((field) => form.errors[field]);
  const Chevron = isShown ? IconChevronDown : IconChevronRight;
  return (
    <div>
      <UnstyledButton className={classes.toggle} onClick={more.toggle} aria-expanded={isShown}>
        <Chevron size={16} /> End, notice, reminder, notes
      </UnstyledButton>
      <Collapse expanded={isShown}>
        <Stack gap="sm" pt="xs">
          <FormColumns>
            <DateInput
              label="First day without it"
              clearable
              valueFormat="MMM D, YYYY"
              placeholder="No end"
              {...form.getInputProps('endsOn')}
            />
            <NumberInput
              label="Notice, days"
              placeholder="0"
              allowDecimal={false}
              {...form.getInputProps('noticeDays')}
            />
            <NumberInput
              label="Reminder, days before"
              placeholder="None"
              allowDecimal={false}
              {...form.getInputProps('reminderDays')}
            />
          </FormColumns>
          <TextInput label="Category" {...form.getInputProps('category')} />
          <Textarea label="Notes" autosize minRows={2} {...form.getInputProps('notes')} />
        </Stack>
      </Collapse>
    </div>
  );
}
