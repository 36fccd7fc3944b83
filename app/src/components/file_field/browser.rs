//! What a browser does to send files by itself.

use domain::attachment::MAX_FILES;
use leptos::prelude::*;

use super::{super::upload, Files, Upload};

impl Files {
    /// Once it is drawn, the form holds another file.
    pub(super) fn tell_form(self) {
        request_animation_frame(move || {
            request_animation_frame(move || {
                let Some(id) = self.binding.id.try_get_untracked() else { return };
                let init = web_sys::EventInit::new();
                init.set_bubbles(true);
                if let (Some(input), Ok(event)) = (
                    document().get_element_by_id(&id),
                    web_sys::Event::new_with_event_init_dict("input", &init),
                ) {
                    _ = input.dispatch_event(&event);
                }
            });
        });
    }

    /// Sends what was chosen, and empties the input so that the same file can be chosen again.
    pub(super) fn take(self, input: &web_sys::HtmlInputElement) {
        let Some(chosen) = input.files() else { return };
        let mut files: Vec<_> = (0..chosen.length()).filter_map(|at| chosen.get(at)).collect();
        if files.is_empty() {
            return;
        }
        self.binding.state.touch();
        if !self.multiple {
            files.truncate(1);
        }
        for file in files {
            self.send(&file);
        }
        input.set_value("");
    }

    pub(super) fn send(self, file: &web_sys::File) {
        let key = self.next.get_value();
        self.next.set_value(key + 1);
        let name = file.name();
        self.uploads.update(|all| {
            // One file takes the place of the other.
            if !self.multiple {
                all.retain(|upload| upload.failed.is_none());
            }
            all.push(Upload { key, name: name.clone(), percent: 0, failed: None });
        });
        self.chosen.update_value(|all| all.push((key, file.clone())));
        self.said.set(format!("Mengunggah {name}."));
        self.binding.state.uploads.update(|count| *count += 1);
        if self.is_full(key) {
            let sentence = format!("Paling banyak {MAX_FILES} berkas; berkas ini tidak diunggah.");
            self.hear(key, &name, upload::Step::Failed(sentence));
            return;
        }
        let request = upload::send(file, self.purpose, self.limit, move |step| self.hear(key, &name, step));
        if let Some(request) = request {
            self.requests.update_value(|all| all.push((key, request)));
        }
    }

    /// Whether there is no room for this upload beside the others and what is stored.
    fn is_full(self, key: usize) -> bool {
        let others = self.uploads.with_untracked(|all| {
            all.iter().filter(|upload| upload.key != key && upload.failed.is_none()).count()
        });
        self.multiple && self.stored.with_untracked(Vec::len) + others >= MAX_FILES
    }

    fn hear(self, key: usize, name: &str, step: upload::Step) {
        use upload::Step;
        // The page may have been left meanwhile.
        let Some(wanted) = self.uploads.try_with_untracked(|all| all.iter().any(|upload| upload.key == key))
        else {
            return;
        };
        if let Step::Sent(percent) = step {
            self.uploads.update(|all| {
                if let Some(upload) = all.iter_mut().find(|upload| upload.key == key) {
                    upload.percent = percent;
                }
            });
            return;
        }
        self.binding.state.uploads.update(|count| *count = count.saturating_sub(1));
        self.requests.update_value(|all| all.retain(|(known, _)| *known != key));
        if !wanted {
            return;
        }
        match step {
            Step::Stored(file) => {
                self.said.set(format!("{name} selesai diunggah."));
                self.uploads.update(|all| all.retain(|upload| upload.key != key));
                self.chosen.update_value(|all| all.retain(|(known, _)| *known != key));
                self.stored.update(|files| {
                    if !self.multiple {
                        files.clear();
                    }
                    files.push(file);
                });
                self.tell_form();
            }
            Step::Failed(sentence) => self.uploads.update(|all| {
                if let Some(upload) = all.iter_mut().find(|upload| upload.key == key) {
                    upload.failed = Some(sentence);
                }
            }),
            Step::Sent(_) => {}
        }
        self.tell();
    }
}
