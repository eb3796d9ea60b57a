import { Checkbox, Modal, Text, TextInput } from '@mantine/core';
import { isNotEmpty, useForm } from '@mantine/form';
import { notifications } from '@mantine/notifications';
import { FormFrame } from '../../components/form/form-frame.tsx';
import { useFormMutation } from '../../components/form/use-form-mutation.ts';
import type { PivotView } from './explore-search.ts';
import { ChangeSavedView, CreateSavedView, type SavedView } from './saved-views.ts';

interface SaveViewDialogProps {
  view: PivotView;
  /** Every view the person sees; one of the same name that may be changed is replaced. */
  views: readonly SavedView[];
  /** The view whose name or sharing changes; null: a view is saved. */
  saved: SavedView | null;
  onClose: () => void;
}

export function SaveViewDialog({ view, views, saved, onClose }: SaveViewDialogProps) {
  const form = useForm({
    mode: 'controlled',
    initialValues: { name: saved?.name ?? '', isShared: saved?.isShared ?? false },
    validate: { name: isNotEmpty('Give it a name.') },
  });
  const { name, isShared } = form.getValues();
  const replaced = saved ?? views.find((other) => other.canChange && other.name === name.trim());
  const done = (verb: string) => {
    notifications.show({ message: `“${name.trim()}” was ${verb}.` });
    onClose();
  };
  const create = useFormMutation(form, {
    document: CreateSavedView,
    variables: (values) => ({ input: { ...values, name: values.name.trim(), search: view } }),
    pick: ({ createSavedView }) => createSavedView,
    onSuccess: () => done('saved'),
  });
  const change = useFormMutation(form, {
    document: ChangeSavedView,
    variables: (values) => ({
      input: { savedViewId: replaced?.id ?? '', ...values, name: values.name.trim(), search: view },
    }),
    pick: ({ changeSavedView }) => changeSavedView,
    onSuccess: () => done('changed'),
  });
  const { isBusy, refusal, submit } = replaced ? change : create;
  return (
    <Modal opened onClose={onClose} title={saved ? 'Rename or share the view' : 'Save this view'}>
      <FormFrame
        onSubmit={submit}
        refusal={refusal}
        isBusy={isBusy}
        submitLabel={replaced && !saved ? 'Replace' : 'Save'}
        onCancel={onClose}
      >
        <TextInput label="Name" data-autofocus maxLength={100} {...form.getInputProps('name')} />
        {replaced && !saved ? (
          <Text fz="sm" c="dimmed">
            A view of this name exists and will show what you see now.
          </Text>
        ) : null}
        <Checkbox
          label="Everybody of the organization sees it"
          checked={isShared}
          onChange={(event) => form.setFieldValue('isShared', event.currentTarget.checked)}
        />
      </FormFrame>
    </Modal>
  );
}
