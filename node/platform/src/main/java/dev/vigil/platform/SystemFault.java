package dev.vigil.platform;

/**
 * What the operating system said when it refused: which call, its number and name of the error, and a sentence.
 *
 * @param call what was asked, in the system's own words ({@code RTM_NEWADDR})
 * @param code the system's number of the error; 0 where it gave none
 * @param name the system's name of the error ({@code EPERM}); the number as text where it has none
 * @param text a sentence for the operator, with the system's own explanation where it gave one
 */
public record SystemFault(String call, int code, String name, String text) {
    @Override
    public String toString() {
        return call + ": " + name + " (" + code + "), " + text;
    }
}
