//! A place in a closure at which it waits until the test lets it go on.

use std::sync::{Arc, Mutex, PoisonError, mpsc};

use tokio::sync::oneshot;

/// The test's end of a gate.
pub(crate) struct Gate {
    reached: oneshot::Receiver<()>,
    _open_when_dropped: mpsc::Sender<()>,
}

/// The closure's end of a gate.
#[derive(Clone)]
pub(crate) struct Stop(Arc<Mutex<Ends>>);

struct Ends {
    reached: Option<oneshot::Sender<()>>,
    opened: mpsc::Receiver<()>,
}

/// A closed gate.
pub(crate) fn gate() -> (Gate, Stop) {
    let (reaches, reached) = oneshot::channel();
    let (open_when_dropped, opened) = mpsc::channel();
    let ends = Ends { reached: Some(reaches), opened };
    (Gate { reached, _open_when_dropped: open_when_dropped }, Stop(Arc::new(Mutex::new(ends))))
}

impl Gate {
    /// Waits until a closure stands at the gate.
    pub(crate) async fn reached(&mut self) {
        (&mut self.reached).await.unwrap();
    }

    /// Lets the closure go on, as dropping the gate does: a test that fails leaves nobody waiting.
    pub(crate) fn open(self) {}
}

impl Stop {
    /// Waits at the gate, unless it is open already.
    pub(crate) fn wait(&self) {
        let mut ends = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(reached) = ends.reached.take() {
            // A test that has failed meanwhile waits for nobody.
            let _gone = reached.send(());
        }
        let _opened = ends.opened.recv();
    }
}
